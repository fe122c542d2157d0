"""What a data set held when: bringing versions in, finding them, telling them apart."""
