/** Loading, failing and arriving, without saying how any of it looks. */
import { useEffect, useState } from "react";

export type Loaded<T> = { state: "loading" } | { state: "failed" } | { state: "there"; value: T };

export function useRequest<T>(send: () => Promise<T>, key: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  useEffect(() => {
    let current = true;
    setLoaded({ state: "loading" });
    send().then(
      (value) => current && setLoaded({ state: "there", value }),
      () => current && setLoaded({ state: "failed" }),
    );
    return () => {
      current = false;
    };
    // `send` is a new function at each render; `key` says when the answer would differ
  }, [key]);
  return loaded;
}
