"""What people see of an answer: in its thread, alone, and handed on."""
