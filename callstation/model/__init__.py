"""The words of the field as frozen data: no rules, no SQL, no screen."""
