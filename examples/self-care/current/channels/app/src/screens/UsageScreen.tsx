import { useEffect, useState } from "react";
import { FlatList, Text, View } from "react-native";
import { formatCents } from "../../../web/src/format/money"; // archlint: allow[part-dependency] until the UI library is published (SC-412)
import { roamingCost } from "../../../web/src/tariffs/calculator";
import { subscriptions, usage } from "../api/client";
import type { AppUsageRecord } from "../api/client";
import { costBeyondBundle } from "../logic/tariffs";

interface Line {
  id: string;
  msisdn: string;
  cents: number;
  abroad: boolean;
}

async function load(accountId: string, month: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const subscription of await subscriptions(accountId)) {
    const records: AppUsageRecord[] = await usage(subscription.id, month);
    const abroad = roamingCost(records.map((record) => ({ ...record, subscriptionId: subscription.id })));
    lines.push({
      id: subscription.id,
      msisdn: subscription.msisdn,
      cents: costBeyondBundle(subscription.planCode, records) + abroad,
      abroad: abroad > 0,
    });
  }
  return lines.sort((one, other) => other.cents - one.cents);
}

/** Usage beyond the bundle, most expensive number first. */
export function UsageScreen({ accountId }: { accountId: string }) {
  const [lines, setLines] = useState<Line[]>([]);
  useEffect(() => {
    load(accountId, new Date().toISOString().slice(0, 7)).then(setLines, () => setLines([]));
  }, [accountId]);
  return (
    <FlatList
      data={lines}
      keyExtractor={(line) => line.id}
      renderItem={({ item }) => (
        <View>
          <Text>{item.msisdn}</Text>
          <Text>{formatCents(item.cents)}</Text>
          {item.abroad ? <Text>includes roaming</Text> : null}
        </View>
      )}
    />
  );
}
