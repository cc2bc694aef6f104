package com.acme.clinic.repository;

import com.acme.clinic.domain.Visit;
import java.time.LocalDate;
import org.springframework.data.jpa.repository.JpaRepository;

public interface VisitRepository extends JpaRepository<Visit, Long> {
    void deleteByDay(LocalDate day);
}
