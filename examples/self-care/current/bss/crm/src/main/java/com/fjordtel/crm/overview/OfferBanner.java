package com.fjordtel.crm.overview;

import com.fjordtel.crm.customer.Customer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Which banner a screen shows. Marketing changes it every month; each change is a release of the CRM. */
@Component
public class OfferBanner {

    private static final int LOYAL_DAYS = 700;

    public String banner(Customer customer, String channel, String screen, LocalDate today) {
        if (channel.equals("partner") || customer.getSubscriptions().isEmpty()) {
            return "";
        }
        boolean isLoyal = customer.getSubscriptions().stream()
                .anyMatch(line -> ChronoUnit.DAYS.between(line.activatedOn(), today) > LOYAL_DAYS);
        boolean hasLarge = customer.getSubscriptions().stream().anyMatch(line -> line.planCode().equals("L60"));
        if (screen.equals("invoice")) {
            return channel.equals("web") && !customer.isBusiness() ? "pay-by-card-960x120.png" : "";
        }
        if (screen.equals("usage") && !hasLarge) {
            return channel.equals("app") ? "upgrade-360x80.png" : "upgrade-960x120.png";
        }
        if (isLoyal && !customer.isBusiness()) {
            return channel.equals("app") ? "thank-you-360x80.png" : "thank-you-960x120.png";
        }
        if (customer.isBusiness() && customer.getSubscriptions().size() > 20) {
            return channel.equals("web") ? "fleet-960x120.png" : "";
        }
        int month = today.getMonthValue();
        return month == 11 || month == 12 ? "christmas-" + (channel.equals("app") ? "small" : "large") + ".png" : "";
    }
}
