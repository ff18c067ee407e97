package org.jobyard.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.client.ApiClient;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.LaunchRecord;
import org.jobyard.standalone.settings.LauncherSettings;
import picocli.CommandLine.Option;

/** Options that say which Jobyard is meant, and how it is set. */
final class HomeOptions {
    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "folder of its data; default $JOBYARD_HOME, else .jobyard in the checkout")
    private Path folder;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "a setting, see docs/settings.md; wins over environment and file")
    private final Map<String, String> settings = new HashMap<>();

    Home home() {
        return folder == null
                ? Home.fromEnvironment()
                : new Home(folder.toAbsolutePath().normalize());
    }

    LauncherSettings settings() {
        return LauncherSettings.of(home().folder(), settings);
    }

    /** The API of the Jobyard that runs in the home, as its first admin. */
    ApiClient api() {
        LaunchRecord launch = LaunchRecord.read(home())
                .orElseThrow(() -> new StartFailure(
                        "Jobyard does not run in " + home() + ": start it with ./jobyard up or ./jobyard demo."));
        return new ApiClient(URI.create(launch.api()), PrivateFiles.secret(home().tokenFile()));
    }
}
