package com.fjordtel.crm.overview;

import com.fjordtel.billing.api.LedgerQueries;
import com.fjordtel.crm.customer.Customer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Service;

/** One customer with what is owed: CRM and billing put together, for every channel a little differently. */
@Service
public class CustomerOverview {

    private final LedgerQueries ledger;
    private final OfferBanner banner;

    public CustomerOverview(LedgerQueries ledger, OfferBanner banner) {
        this.ledger = ledger;
        this.banner = banner;
    }

    public Map<String, Object> of(Customer customer, String channel) {
        LedgerQueries.OpenItems open = ledger.openItems(customer.getId(), LocalDate.now());
        Map<String, Object> view = new LinkedHashMap<>();
        if (channel.equals("app")) {
            view.put("greeting", "Hi " + customer.getFirstName() + "!");
        } else {
            view.put("name", customer.getFirstName() + " " + customer.getLastName());
        }
        if (!channel.equals("partner")) {
            view.put("openCents", open.netCents());
        }
        view.put("banner", banner.banner(customer, channel, "overview", LocalDate.now()));
        view.put("mayOrder", mayOrder(customer, open));
        view.put("subscriptions", customer.getSubscriptions());
        return view;
    }

    private static boolean mayOrder(Customer customer, LedgerQueries.OpenItems open) {
        long patience = customer.isBusiness() ? 30 : 14;
        boolean isCurrent = open.overdueDays() <= patience;
        boolean hasRoom = customer.getSubscriptions().size() < (customer.isBusiness() ? 500 : 8);
        return isCurrent && hasRoom;
    }
}
