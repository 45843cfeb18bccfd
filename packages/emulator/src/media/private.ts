import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { DownloadFailure } from './download.js';

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

/** Throws a {@link DownloadFailure} for an address on this machine or on a private network. */
export async function refusePrivate({ hostname }: URL): Promise<void> {
  const addresses = await lookup(hostname.replace(/^\[(.*)\]$/, '$1'), { all: true });
  if (addresses.some(({ address }) => isPrivate(address))) {
    throw new DownloadFailure(`${hostname} is a private address, and the emulator was told to refuse those`);
  }
}

/** A list knows IPv4 addresses also in their IPv6 clothes. */
function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
