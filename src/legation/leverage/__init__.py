"""Turn trade tables into exposure, equilibria, scenarios and coalitions: who depends on whom."""
