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

/**
 * Reads images over HTTP. The connection goes to the machine that was checked: the client is given its address and
 * resolves no name, so a name that leads elsewhere a moment later changes nothing.
 */
final class HttpImages implements ImageReader {

    private static final int MAX_REDIRECTS = 3;
    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Answers of the class 4xx that say nothing about the image: request timeout, too many requests. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 429);

    private final HttpClient client;
    private final AllowedHosts hosts;
    private final Duration timeout;
    private final int maxBytes;

    /**
     * A reader.
     *
     * @param client made with {@link #options}
     * @param hosts who may be asked
     * @param timeout longest time of one try, redirects included
     * @param maxBytes most bytes of an image
     */
    HttpImages(HttpClient client, AllowedHosts hosts, Duration timeout, int maxBytes) {
        this.client = client;
        this.hosts = hosts;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /** How the client has to be; what it does not do by itself is right: follow redirects, unpack what it gets. */
    static HttpClientOptions options(ReferenceSettings settings) {
        return new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setMaxPoolSize(settings.threads());
    }

    /** What a host answered; the body only if the status is 200. */
    private record Answer(int status, String location, Buffer body) {}

    @Override
    public byte[] read(URI address, int earlierTries) throws FetchRejectedException, IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI target = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Answer answer = ask(target, earlierTries, deadline);
            if (answer.body() != null) {
                return answer.body().getBytes();
            }
            if (!REDIRECTS.contains(answer.status()) || answer.location() == null) {
                throw refused(answer.status());
            }
            target = redirected(target, answer.location());
        }
        throw new FetchRejectedException(
                RejectionReason.REFERENCE_NOT_ALLOWED, "more redirects than the limit, " + MAX_REDIRECTS);
    }

    private Answer ask(URI target, int earlierTries, long deadline)
            throws FetchRejectedException, IOException, InterruptedException {
        InetAddress[] machines = hosts.machines(target);
        InetAddress machine = machines[earlierTries % machines.length];
        int port = AllowedHosts.port(target);
        Future<HttpClientRequest> request = client.request(new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, machine.getHostAddress()))
                .setSsl(AllowedHosts.isHttps(target))
                .setHost(target.getHost())
                .setPort(port)
                .setURI(pathAndQuery(target))
                .putHeader(HttpHeaders.USER_AGENT, "pawstream"));
        CompletableFuture<Answer> answer = request.compose(HttpClientRequest::send)
                .compose(this::answer)
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no complete answer in " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchRejectedException refused) {
                throw refused;
            }
            throw new IOException(Objects.toString(e.getCause().getMessage(), "the connection failed"), e.getCause());
        } finally {
            if (!answer.isDone()) {
                request.onSuccess(HttpClientRequest::reset);
            }
        }
    }

    private static String pathAndQuery(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    }

    /**
     * Reads the body; what is not wanted is not read: the connection is closed, here on the event loop, where it cannot
     * be another request's yet.
     */
    private Future<Answer> answer(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.succeededFuture(
                    new Answer(response.statusCode(), response.getHeader(HttpHeaders.LOCATION), null));
        }
        Promise<Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            // The length that was announced may be a lie: what counts is what comes.
            if (body.length() + chunk.length() > maxBytes) {
                answer.tryFail(new FetchRejectedException(
                        RejectionReason.TOO_MANY_BYTES,
                        "more bytes than the limit for referenced images, " + maxBytes));
                response.request().reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(answer::tryFail);
        response.endHandler(end -> answer.tryComplete(new Answer(200, null, body)));
        return answer.future();
    }

    private static FetchRejectedException refused(int status) throws IOException {
        if (status >= 500 || TRANSIENT.contains(status)) {
            throw new IOException("the answer was " + status);
        }
        return new FetchRejectedException(RejectionReason.REFERENCE_NOT_FOUND, "the answer was " + status);
    }

    private static URI redirected(URI from, String location) throws FetchRejectedException {
        try {
            return URI.create(from.resolve(location).toASCIIString());
        } catch (IllegalArgumentException e) {
            throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, "a redirect to what is no address");
        }
    }
}
