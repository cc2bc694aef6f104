/** Saves an invoice as a file. Written in a hack week and used ever since; no team owns it. */
import { billUrl } from "../../../bss/billing/client-ts/src/pdf";

const NAME_LIMIT = 40;

export async function downloadInvoice(accountId: string, invoiceNumber: string): Promise<void> {
  const response = await fetch(billUrl(accountId, invoiceNumber));
  if (response.status === 404) {
    throw new Error(`Invoice ${invoiceNumber} is not printed yet`);
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `invoice-${invoiceNumber.slice(0, NAME_LIMIT)}.pdf`;
  link.click();
  URL.revokeObjectURL(link.href);
}
