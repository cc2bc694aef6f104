import { useEffect, useState } from "react";
import { fetchSubscriptions, fetchUsage } from "@web/api/http";
import type { Subscription, UsageRecord } from "@web/api/http";
import { formatCents, formatDelta, formatMegabytes } from "../format/money";
import { outOfBundle, roamingCost } from "../tariffs/calculator";
import { PLANS } from "../tariffs/tariffTable";

interface Row {
  subscription: Subscription;
  now: UsageRecord[];
  before: UsageRecord[];
}

function month(offset: number): string {
  const date = new Date();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + offset);
  return date.toISOString().slice(0, 7);
}

function costOf(planCode: string, records: UsageRecord[]): number {
  return outOfBundle(planCode, records).reduce((sum, item) => sum + item.cents, 0) + roamingCost(records);
}

/** Usage beyond the bundle per subscription, compared with last month: two requests per subscription. */
export function UsagePage({ accountId }: { accountId: string }) {
  const [rows, setRows] = useState<Row[]>([]);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    async function load() {
      const subscriptions = await fetchSubscriptions(accountId);
      const loaded: Row[] = [];
      for (const subscription of subscriptions) {
        const now = await fetchUsage(subscription.id, month(0));
        const before = await fetchUsage(subscription.id, month(-1));
        loaded.push({ subscription, now, before });
      }
      setRows(loaded);
    }
    load().catch(() => setFailed(true));
  }, [accountId]);

  if (failed) {
    return <p role="alert">Usage is not available right now.</p>;
  }
  return (
    <section>
      <h1>Your usage</h1>
      {rows.map(({ subscription, now, before }) => {
        const cost = costOf(subscription.planCode, now);
        const data = now.filter((record) => record.kind === "data").reduce((sum, record) => sum + record.quantity, 0);
        const plan = PLANS[subscription.planCode];
        const share = plan === undefined ? 0 : data / plan.included.data;
        return (
          <article key={subscription.id} className={share > 0.8 ? "warning" : "calm"}>
            <h2>{subscription.msisdn}</h2>
            <p>{formatMegabytes(data)} of data</p>
            <p>
              Beyond your bundle: {formatCents(cost)} ({formatDelta(cost - costOf(subscription.planCode, before))})
            </p>
            {share > 0.8 && subscription.planCode !== "L60" ? <a href="/shop/upgrade">Get a larger bundle</a> : null}
          </article>
        );
      })}
    </section>
  );
}
