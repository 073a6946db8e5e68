/** The version of OpenAPI that a document is written in; 3.2 knows the items of streams and the method QUERY. */
export type OpenApiVersion = '3.1' | '3.2'
