package io.pawstream.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/**
 * Opens the connections of a process from an address of its own, so that a proxy can tell the brokers of one machine
 * apart. Linux accepts all addresses of 127.0.0.0/8.
 */
public final class SourceAddressProvider extends SelectorProvider {

    private static final String ADDRESS = "pawstream.source-address";

    private final SelectorProvider standard;
    private final InetAddress address;

    /**
     * Creates the provider. Java calls this constructor.
     *
     * @throws ReflectiveOperationException if this version of Java has no default provider
     * @throws IOException if the address is invalid
     */
    public SourceAddressProvider() throws ReflectiveOperationException, IOException {
        standard = (SelectorProvider) Class.forName("sun.nio.ch.DefaultSelectorProvider")
                .getMethod("get")
                .invoke(null);
        address = InetAddress.getByName(System.getProperty(ADDRESS));
    }

    /** {@return the JVM options of a process that connects from an address} */
    static List<String> jvmOptions(InetAddress address) {
        return List.of(
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Djava.nio.channels.spi.SelectorProvider=" + SourceAddressProvider.class.getName(),
                "-D" + ADDRESS + "=" + address.getHostAddress());
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return standard.openSocketChannel().bind(new InetSocketAddress(address, 0));
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return standard.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return standard.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return standard.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return standard.openSelector();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return standard.openServerSocketChannel();
    }
}
