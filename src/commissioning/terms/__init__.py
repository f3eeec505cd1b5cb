"""What a contract can say: one kind of term a file, each with its fields, its plain words and its lowering to a plan."""
