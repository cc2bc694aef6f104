import { useEffect, useState } from "react";
import { ActivityIndicator, Text, View } from "react-native";
import { invoices } from "../api/client";
import type { AppInvoice } from "../api/client";
import { dunningFor, dunningText } from "../logic/dunning";
import { grossCents, openCents, whyHigher } from "../logic/invoiceTotals";

/** The newest invoice, what is still open, and why it is higher than the one before. */
export function InvoiceScreen({ accountId }: { accountId: string }) {
  const [list, setList] = useState<AppInvoice[] | null>(null);
  useEffect(() => {
    invoices(accountId).then(setList, () => setList([]));
  }, [accountId]);
  if (list === null) {
    return <ActivityIndicator />;
  }
  const [current, previous] = list;
  if (current === undefined) {
    return <Text>No invoice yet.</Text>;
  }
  const open = openCents(current);
  const dunning = dunningFor(current.dueOn, open, new Date());
  const reason = previous === undefined ? null : whyHigher(current, previous);
  return (
    <View>
      <Text>Hi {current.firstName}</Text>
      <Text>{((grossCents(current) + dunning.feeCents) / 100).toFixed(2)} €</Text>
      {open > 0 ? <Text>{(open / 100).toFixed(2)} € open</Text> : <Text>Paid, thank you</Text>}
      {dunning.level === "none" ? null : <Text>{dunningText(dunning)}</Text>}
      {reason === null ? null : <Text>{reason}</Text>}
    </View>
  );
}
