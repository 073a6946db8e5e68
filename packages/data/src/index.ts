// The public names of @vivace/data, grouped by concept.
export {}
