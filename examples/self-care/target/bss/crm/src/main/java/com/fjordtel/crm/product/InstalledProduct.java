package com.fjordtel.crm.product;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** A subscription of a customer: a number with a plan, from one day to another. */
@Entity
public class InstalledProduct {

    @Id
    private String id;

    private String customer;
    private String msisdn;
    private String planName;
    private LocalDate startedOn;
    private LocalDate endedOn;

    @ElementCollection
    private Map<String, Integer> included = new HashMap<>();

    protected InstalledProduct() {}

    /** Whether it was in use on a day. */
    public boolean isActiveOn(LocalDate day) {
        return !day.isBefore(startedOn) && (endedOn == null || !day.isAfter(endedOn));
    }

    public String getId() {
        return id;
    }

    public String getMsisdn() {
        return msisdn;
    }

    public String getPlanName() {
        return planName;
    }

    public LocalDate getEndedOn() {
        return endedOn;
    }

    public Map<String, Integer> getIncluded() {
        return Map.copyOf(included);
    }
}
