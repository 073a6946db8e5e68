/** A content coding that answers can be sent in (RFC 9110, section 8.4.1). */
export type ContentCoding = 'br' | 'zstd' | 'gzip' | 'deflate'
