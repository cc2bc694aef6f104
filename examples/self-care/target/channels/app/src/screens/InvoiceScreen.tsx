import { formatDifference, formatMoney, typeScale, useBills } from "@fjordtel/ui";
import { ActivityIndicator, Text, View } from "react-native";

interface Props {
  customerId: string;
  givenName: string;
}

/** The newest bill. The app greets by first name; that is all it decides. */
export function InvoiceScreen({ customerId, givenName }: Props) {
  const loaded = useBills(customerId);
  if (loaded.state === "loading") {
    return <ActivityIndicator />;
  }
  if (loaded.state === "failed" || loaded.value.bills[0] === undefined) {
    return <Text>No bill to show.</Text>;
  }
  const { bills, explanation } = loaded.value;
  return (
    <View>
      <Text>Hi {givenName}</Text>
      <Text style={{ fontSize: typeScale.amount }}>{formatMoney(bills[0].taxIncludedAmount)}</Text>
      {explanation?.reasons.map((reason) => (
        <Text key={reason.code}>
          {reason.text} {formatDifference(reason.amount)}
        </Text>
      ))}
      {explanation?.payment.mayPayLater ? <Text>Pay later in {explanation.payment.instalments} parts</Text> : null}
    </View>
  );
}
