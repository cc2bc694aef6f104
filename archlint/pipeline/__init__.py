"""The conductor: discover, extract, resolve, link, judge, settle. Only this room knows the order."""
