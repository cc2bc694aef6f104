import { useState } from "react";
import { Button, SafeAreaView, View } from "react-native";
import { InvoiceScreen } from "./screens/InvoiceScreen";
import { UsageScreen } from "./screens/UsageScreen";

type Tab = "usage" | "invoice";

export default function App() {
  const [tab, setTab] = useState<Tab>("usage");
  const accountId = "4711"; // replaced by the login module at start
  return (
    <SafeAreaView>
      <View>
        <Button title="Usage" onPress={() => setTab("usage")} />
        <Button title="Invoice" onPress={() => setTab("invoice")} />
      </View>
      {tab === "usage" ? <UsageScreen accountId={accountId} /> : <InvoiceScreen accountId={accountId} />}
    </SafeAreaView>
  );
}
