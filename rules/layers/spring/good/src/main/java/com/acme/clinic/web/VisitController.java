package com.acme.clinic.web;

import com.acme.clinic.domain.Visit;
import com.acme.clinic.service.VisitService;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VisitController {
    private final VisitService visits;

    VisitController(VisitService visits) {
        this.visits = visits;
    }

    @PostMapping("/visits")
    Visit book(@RequestParam long pet, @RequestParam LocalDate day) {
        return visits.book(pet, day);
    }
}
