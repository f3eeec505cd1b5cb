"""The columnar engine: any number of journeys under any number of plans, decided batch by batch by one compiled kernel."""
