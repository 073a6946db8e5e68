/** A certificate for localhost that nobody trusts, and its key, which protects nothing: for tests alone. */
export const throwawayCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUMj83siNtPG13SIiXyM2vTipRbOswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEwMDEzOFoYDzIxMjYxMDI4
MTAwMTM4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQNwRuSCDX9xE6gRnso5txDkWn9sEphWZ6IA7QpinJv8bx1RiY/CayY
n5X+phketSRKJPceCkFhzDE25BAG12Nmo28wbTAdBgNVHQ4EFgQUxOhKfuIgbv/d
XyIjjYcgdC7j/TcwHwYDVR0jBBgwFoAUxOhKfuIgbv/dXyIjjYcgdC7j/TcwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhALFjcboltCTy0+QwmtLE9PET47incQLKbiZ6CUhYlL8pAiBS
t+IpLs5oQNXBoijh/nI9gJs/T+DzylrDHFLCPIa3UQ==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+VdT2hh3TKPuMMla
mKGI/gGoey2V5YguaYvkpo//7NKhRANCAAQNwRuSCDX9xE6gRnso5txDkWn9sEph
WZ6IA7QpinJv8bx1RiY/CayYn5X+phketSRKJPceCkFhzDE25BAG12Nm
-----END PRIVATE KEY-----
`,
}
