"""Values in, PDF bytes out: everything the school prints, without Django and without a clock."""
