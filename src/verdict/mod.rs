//! A task and its candidates → verdict, reasons, explanation, confidence: the only room that decides.
