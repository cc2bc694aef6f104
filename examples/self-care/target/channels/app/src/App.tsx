import { connect } from "@fjordtel/api-client";
import { useState } from "react";
import { Button, SafeAreaView } from "react-native";
import { InvoiceScreen } from "./screens/InvoiceScreen";
import { UsageScreen } from "./screens/UsageScreen";

interface Props {
  apiOrigin: string;
  token: string;
  customerId: string;
  givenName: string;
}

/** The app. The native shell signs in and hands over what it knows. */
export default function App({ apiOrigin, token, customerId, givenName }: Props) {
  const [tab, setTab] = useState<"usage" | "invoice">("usage");
  connect(apiOrigin, () => token);
  return (
    <SafeAreaView>
      <Button title="Usage" onPress={() => setTab("usage")} />
      <Button title="Bill" onPress={() => setTab("invoice")} />
      {tab === "usage" ? <UsageScreen customerId={customerId} /> : <InvoiceScreen {...{ customerId, givenName }} />}
    </SafeAreaView>
  );
}
