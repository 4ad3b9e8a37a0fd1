package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads images over HTTP. Each request connects to the address that was checked. The client never resolves the name
 * again, so a changed DNS record cannot redirect it.
 */
final class HttpImageReader implements ImageReader {

    private static final int MAX_REDIRECTS = 3;
    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Status codes of class 4xx that may succeed later: request timeout, too many requests. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 429);

    private final HttpClient client;
    private final AllowedHosts hosts;
    private final Duration timeout;
    private final int maxBytes;

    /**
     * Creates a reader.
     *
     * @param client created with {@link #options}
     * @param hosts the allowed hosts
     * @param timeout maximum duration of one attempt, including redirects and body
     * @param maxBytes maximum size of an image in bytes, at least 1
     */
    HttpImageReader(HttpClient client, AllowedHosts hosts, Duration timeout, int maxBytes) {
        this.client = client;
        this.hosts = hosts;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /**
     * Creates the options of the client. It must neither follow redirects nor decompress, which is the default of
     * Vert.x.
     *
     * @param threads maximum number of concurrent requests, at least 1
     * @return the options
     */
    static HttpClientOptions options(int threads) {
        return new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setMaxPoolSize(threads);
    }

    /** The response of a host; the body is present only if the status is 200. */
    private record Response(
            int status, @Nullable String location, @Nullable Buffer body) {}

    @Override
    public byte[] read(URI uri, int earlierAttempts) throws FetchRejectedException, IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI target = uri;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Response response = get(target, earlierAttempts, deadline);
            if (response.body() != null) {
                return response.body().getBytes();
            }
            if (!REDIRECTS.contains(response.status()) || response.location() == null) {
                throw failure(response.status());
            }
            target = redirected(target, response.location());
        }
        throw new FetchRejectedException(
                RejectionReason.REFERENCE_NOT_ALLOWED, "more than " + MAX_REDIRECTS + " redirects");
    }

    private Response get(URI target, int earlierAttempts, long deadline)
            throws FetchRejectedException, IOException, InterruptedException {
        InetAddress[] addresses = hosts.resolve(target);
        InetAddress address = addresses[earlierAttempts % addresses.length];
        int port = AllowedHosts.port(target);
        Future<HttpClientRequest> request = client.request(new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setSsl(AllowedHosts.isHttps(target))
                .setHost(target.getHost())
                .setPort(port)
                .setURI(pathAndQuery(target))
                .putHeader(HttpHeaders.USER_AGENT, "pawstream"));
        // One step, which runs on the event loop: with a second one, the response could arrive before its reader is
        // set.
        CompletableFuture<Response> response = request.compose(
                        sent -> sent.send().compose(this::receive))
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no complete response within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof FetchRejectedException rejected) {
                throw rejected;
            }
            String message = cause == null ? null : cause.getMessage();
            throw new IOException(Objects.toString(message, "connection failed"), cause);
        } finally {
            if (!response.isDone()) {
                request.onSuccess(HttpClientRequest::reset);
            }
        }
    }

    private static String pathAndQuery(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    }

    /**
     * Reads the body if the status is 200, and otherwise closes the connection. This runs on the event loop, so the
     * connection cannot belong to another request yet.
     */
    private Future<Response> receive(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.succeededFuture(
                    new Response(response.statusCode(), response.getHeader(HttpHeaders.LOCATION), null));
        }
        Promise<Response> received = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            // Count the received bytes, because Content-Length may be wrong.
            if (body.length() + chunk.length() > maxBytes) {
                received.tryFail(new FetchRejectedException(
                        RejectionReason.TOO_MANY_BYTES,
                        "more than " + maxBytes + " bytes, the limit for referenced images"));
                response.request().reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(received::tryFail);
        response.endHandler(end -> received.tryComplete(new Response(200, null, body)));
        return received.future();
    }

    private static FetchRejectedException failure(int status) throws IOException {
        if (status >= 500 || TRANSIENT.contains(status)) {
            throw new IOException("HTTP status " + status);
        }
        return new FetchRejectedException(RejectionReason.REFERENCE_NOT_FOUND, "HTTP status " + status);
    }

    private static URI redirected(URI from, String location) throws FetchRejectedException {
        try {
            return URI.create(from.resolve(location).toASCIIString());
        } catch (IllegalArgumentException e) {
            throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, "redirect to an invalid URL");
        }
    }
}
