package com.fjordtel.crm.customer;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A person or company with its subscriptions. */
@Entity
public class Customer {

    /** A number with its plan. */
    @Embeddable
    public record Subscription(String id, String msisdn, String planCode, LocalDate activatedOn) {}

    @Id
    private String id;

    private String firstName;
    private String lastName;
    private String segment;
    private String partnerId;

    @ElementCollection
    private List<Subscription> subscriptions = new ArrayList<>();

    protected Customer() {}

    public String getId() {
        return id;
    }

    public String getFirstName() {
        return firstName;
    }

    public String getLastName() {
        return lastName;
    }

    public String getPartnerId() {
        return partnerId;
    }

    public boolean isBusiness() {
        return "business".equals(segment);
    }

    public List<Subscription> getSubscriptions() {
        return List.copyOf(subscriptions);
    }
}
