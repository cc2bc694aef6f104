package com.fjordtel.billing.bill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fjordtel.billing.bill.BillMaker.Charge;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillMakerTest {

    private final YearMonth april = YearMonth.of(2027, 4);

    @Test
    void halfAMonthIsHalfAFee() {
        Charge fee = new Charge("fee", "Medium", 2190, false, LocalDate.of(2027, 4, 16));
        assertEquals(1095, BillMaker.prorated(fee, april));
    }

    @Test
    void taxIsAddedToTaxableChargesOnly() {
        List<Charge> charges =
                List.of(new Charge("usage", "", 1000, false, null), new Charge("usage", "", 200, true, null));
        assertEquals(1450, new BillMaker().make("B-1-2027-04", "C-1", false, april, charges, 0).grossCents());
    }
}
