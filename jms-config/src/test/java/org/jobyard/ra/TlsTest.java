package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.api.AmqpDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link with TLS: the broker's certificate is verified, its issuer and its name. */
class TlsTest {
    @TempDir
    private Path folder;

    private SSLContext before;
    private Authority authority;

    @BeforeEach
    void trustOneAuthority() throws Exception {
        before = SSLContext.getDefault();
        authority = new Authority(folder, "ours");
        SSLContext.setDefault(authority.trusting());
        EmbeddedServices.shared().rabbit().start();
        EmbeddedServices.shared().postgres().start();
        RunningAdapter.prepare();
    }

    @AfterEach
    void trustAsBefore() {
        SSLContext.setDefault(before);
    }

    private static AmqpProxy broker(SSLContext identity) throws Exception {
        return new AmqpProxy(
                identity.getServerSocketFactory(),
                EmbeddedServices.shared().rabbit().port());
    }

    @Test
    void aBrokerWithATrustedCertificateIsUsed() throws Exception {
        try (AmqpProxy broker = broker(authority.identity("localhost"));
                AdapterFixture adapter = new AdapterFixture("tls", "amqps://localhost:" + broker.port())) {
            await().until(() -> adapter.messaging.health().connected());
            adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue("jobyard.events"), "encrypted"));
            assertThat(adapter.messaging.publishMetrics().confirmed()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        Authority other = new Authority(folder, "other");
        assertRefused(other.identity("localhost"), "PKIX path");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        assertRefused(authority.identity("broker.example.org"), "localhost");
    }

    private static void assertRefused(SSLContext identity, String reason) throws Exception {
        try (AmqpProxy broker = broker(identity);
                AdapterFixture adapter = new AdapterFixture("tls", "amqps://localhost:" + broker.port())) {
            await().untilAsserted(() ->
                    assertThat(adapter.messaging.health().lastFailure()).contains(reason));
            assertThat(adapter.messaging.health().connected()).isFalse();
        }
    }
}
