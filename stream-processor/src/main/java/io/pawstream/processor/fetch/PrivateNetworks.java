package io.pawstream.processor.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Networks outside the public internet, which references from untrusted events must not reach. */
final class PrivateNetworks {

    private static final List<Network> NETWORKS = Stream.of(
                    // This host, private, carrier-grade NAT, loopback, link-local (cloud metadata), benchmarks.
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    // Multicast, reserved and broadcast.
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Any-local, loopback and IPv4-compatible; local NAT64; tunnels (Teredo, 6to4).
                    "::/96",
                    "64:ff9b:1::/48",
                    "2001::/32",
                    "2002::/16",
                    // Unique-local, link-local, site-local, multicast.
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(Network::parse)
            .toList();

    /** IPv6 addresses whose last four bytes are an IPv4 address. */
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private PrivateNetworks() {}

    /** Returns whether an address belongs to one of these networks. */
    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] target = NAT64.contains(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
        return NETWORKS.stream().anyMatch(network -> network.contains(target));
    }

    /** The addresses that have the first {@code bits} bits in common. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Network(byte[] address, int bits) {

        static Network parse(String text) {
            String[] parts = text.split("/");
            try {
                // The address is a literal, so there is no DNS lookup.
                return new Network(InetAddress.getAllByName(parts[0])[0].getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit / 8] ^ other[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
