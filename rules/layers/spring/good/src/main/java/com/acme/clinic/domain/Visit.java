package com.acme.clinic.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;

@Entity
public class Visit {
    @Id @GeneratedValue private Long id;
    private long pet;
    private LocalDate day;

    protected Visit() {}

    public Visit(long pet, LocalDate day) {
        this.pet = pet;
        this.day = day;
    }
}
