"""What customers fill in."""

from django import forms


class OrderForm(forms.Form):
    parcels = forms.IntegerField(min_value=1)
