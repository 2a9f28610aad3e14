diagnostic-error = error
diagnostic-warning = warning
