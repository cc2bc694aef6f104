package com.acme.clinic.service;

import com.acme.clinic.web.VisitForm;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Service;

@Service
public class VisitService {
    public VisitForm last(HttpSession session) {
        return (VisitForm) session.getAttribute("visit");
    }

    public int fee(int minutes) {
        return minutes * 2;
    }
}
