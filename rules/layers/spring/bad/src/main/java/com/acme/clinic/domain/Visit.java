package com.acme.clinic.domain;

import com.acme.clinic.service.VisitService;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

@Entity
public class Visit {
    @Id private Long id;
    private LocalDate day;
    private int minutes;

    public int fee(VisitService visits) {
        return visits.fee(minutes);
    }
}
