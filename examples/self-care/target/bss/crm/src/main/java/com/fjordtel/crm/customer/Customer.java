package com.fjordtel.crm.customer;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/** A person or a company. */
@Entity
public class Customer {

    public enum Segment {
        PRIVATE,
        BUSINESS
    }

    public enum Status {
        PROSPECT,
        ACTIVE,
        CLOSED
    }

    @Id
    private String id;

    private String firstName;
    private String lastName;
    private String partner;

    @Enumerated(EnumType.STRING)
    private Segment segment;

    @Enumerated(EnumType.STRING)
    private Status status;

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

    public String getPartner() {
        return partner;
    }

    public Segment getSegment() {
        return segment;
    }

    public Status getStatus() {
        return status;
    }
}
