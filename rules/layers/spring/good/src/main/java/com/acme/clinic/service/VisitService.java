package com.acme.clinic.service;

import com.acme.clinic.domain.Visit;
import com.acme.clinic.repository.VisitRepository;
import java.time.LocalDate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class VisitService {
    private final VisitRepository visits;

    VisitService(VisitRepository visits) {
        this.visits = visits;
    }

    @Transactional
    public Visit book(long pet, LocalDate day) {
        if (visits.countByDay(day) >= 20) {
            throw new IllegalStateException("this day is full");
        }
        return visits.save(new Visit(pet, day));
    }
}
