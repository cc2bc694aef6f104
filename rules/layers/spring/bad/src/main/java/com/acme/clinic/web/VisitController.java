package com.acme.clinic.web;

import com.acme.clinic.repository.VisitRepository;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VisitController {
    private final VisitRepository visits;
    private final EntityManager entities;

    VisitController(VisitRepository visits, EntityManager entities) {
        this.visits = visits;
        this.entities = entities;
    }

    @PostMapping("/visits/clear")
    void clear() {
        visits.deleteByDay(LocalDate.now());
        entities.flush();
    }
}
