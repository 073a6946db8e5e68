// The public names of @vivace/auth, grouped by concept.
export {}
