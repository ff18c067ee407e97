package org.jobyard.standalone.launch;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jobyard.embedded.Ports;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.home.KeptValues;
import org.jobyard.standalone.settings.LauncherSetting;
import org.jobyard.standalone.settings.LauncherSettings;

/** Chooses the port of the server: as set, else the one of the last time, else the usual one, else a free one. */
final class HttpPort {
    private static final int USUAL = 8080;
    private static final String KEPT = "http.port";

    private HttpPort() {}

    /**
     * The port to listen on.
     *
     * @throws StartFailure when one is set, and in use
     */
    static int choose(LauncherSettings settings, KeptValues kept, Consumer<String> say) {
        String host = settings.text(LauncherSetting.HTTP_HOST);
        OptionalInt fixed = settings.port(LauncherSetting.HTTP_PORT);
        if (fixed.isPresent()) {
            if (!Ports.isFree(host, fixed.getAsInt())) {
                throw new StartFailure("The server cannot start: port " + fixed.getAsInt() + " of " + host
                        + " is in use. Choose another with jobyard.http.port.");
            }
            return fixed.getAsInt();
        }
        int preferred = kept.number(KEPT).orElse(USUAL);
        int port = preferred;
        if (!Ports.isFree(host, preferred)) {
            port = Ports.free();
            say.accept("port " + preferred + " is in use; the server listens on " + port + " from now on");
        }
        kept.keep(KEPT, Integer.toString(port));
        return port;
    }
}
