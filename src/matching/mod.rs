//! Tasks × a report's statements → scored candidate evidence.
