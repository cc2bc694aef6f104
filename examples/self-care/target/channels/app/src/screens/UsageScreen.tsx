import { colourOf, formatMoney, spacing, useUsage } from "@fjordtel/ui";
import { ActivityIndicator, FlatList, Text, View } from "react-native";

/** Usage of every number; small screens show the amount only. */
export function UsageScreen({ customerId }: { customerId: string }) {
  const usage = useUsage(customerId, new Date().toISOString().slice(0, 7));
  if (usage.state === "loading") {
    return <ActivityIndicator />;
  }
  if (usage.state === "failed") {
    return <Text>Pull down to try again.</Text>;
  }
  return (
    <FlatList
      data={usage.value.lines}
      keyExtractor={(line) => line.subscription + line.kind}
      renderItem={({ item }) => (
        <View style={{ padding: spacing.tight }}>
          <Text style={{ color: colourOf(item.level) }}>{item.name}</Text>
          <Text>
            {item.used}, {formatMoney(item.outOfBundle)}
          </Text>
        </View>
      )}
    />
  );
}
