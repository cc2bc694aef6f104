export function toast(text: string): void {
  document.title = text;
}
