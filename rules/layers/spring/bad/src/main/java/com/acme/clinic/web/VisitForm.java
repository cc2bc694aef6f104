package com.acme.clinic.web;

public record VisitForm(long pet, String day) {}
