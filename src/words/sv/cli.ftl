diagnostic-error = fel
diagnostic-warning = varning
