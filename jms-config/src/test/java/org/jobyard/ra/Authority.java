package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority made for a test, with the JDK's {@code keytool}. */
final class Authority {
    private static final String PASSWORD = "only-for-this-test";

    private final Path folder;
    private final String name;

    Authority(Path folder, String name) throws Exception {
        this.folder = folder;
        this.name = name;
        keytool(name, "-genkeypair", "-dname", "CN=" + name, "-ext", "bc:c", "-keyalg", "EC", "-validity", "2");
        keytool(name, "-exportcert", "-rfc", "-file", file(name + ".pem").toString());
    }

    /** A context that trusts this authority and no other. */
    SSLContext trusting() throws Exception {
        keytool(
                "trust",
                "-importcert",
                "-noprompt",
                "-file",
                file(name + ".pem").toString());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("trust"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A context of a server that this authority has certified under the name of this host. */
    SSLContext identity(String host) throws Exception {
        String server = name + "-" + host;
        keytool(server, "-genkeypair", "-dname", "CN=" + host, "-keyalg", "EC", "-validity", "2");
        keytool(server, "-certreq", "-file", file(server + ".csr").toString());
        keytool(
                name,
                "-gencert",
                "-rfc",
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2",
                "-infile",
                file(server + ".csr").toString(),
                "-outfile",
                file(server + ".pem").toString());
        String chain = Files.readString(file(server + ".pem")) + Files.readString(file(name + ".pem"));
        Files.writeString(file(server + ".chain"), chain);
        keytool(
                server,
                "-importcert",
                "-noprompt",
                "-trustcacerts",
                "-file",
                file(server + ".chain").toString());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(server), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path file(String fileName) {
        return folder.resolve(fileName);
    }

    private KeyStore store(String storeName) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(storeName + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String store, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("-alias", "it", "-keystore", file(store + ".p12").toString()));
        line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, output).isZero();
    }
}
