/** An address as URLs and Go's errors write it with a port: IPv6 in brackets. */
export function hostPort(ip: string, port: number | string): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}
