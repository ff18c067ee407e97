package org.jobyard.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jobyard.platform.Setting;
import org.jobyard.standalone.settings.LauncherSetting;
import org.jobyard.worker.WorkerSetting;
import org.junit.jupiter.api.Test;

/** The page of the settings says what the code says. */
class SettingsPageTest {
    private static final String PAGE = Sources.read(Sources.ROOT.resolve("docs/settings.md"));

    @Test
    void listsTheLaunchersSettings() {
        assertThat(rows("Launcher"))
                .isEqualTo(Arrays.stream(LauncherSetting.values())
                        .map(setting -> row(setting.key(), setting.defaultValue(), setting.meaning()))
                        .toList());
    }

    @Test
    void listsTheServersSettings() {
        assertThat(rows("Server"))
                .isEqualTo(Arrays.stream(Setting.values())
                        .map(setting -> row(setting.key(), setting.defaultValue(), setting.meaning()))
                        .toList());
    }

    @Test
    void listsTheWorkersSettings() {
        assertThat(rows("Worker"))
                .isEqualTo(Arrays.stream(WorkerSetting.values())
                        .map(setting -> row(setting.key(), setting.defaultValue(), setting.meaning()))
                        .toList());
    }

    private static String row(String name, String value, String meaning) {
        return "| `" + name + "` | " + (value.isEmpty() ? "" : "`" + value + "`") + " | " + meaning + " |";
    }

    private static List<String> rows(String heading) {
        String section = PAGE.substring(PAGE.indexOf("## " + heading)).split("\n## ", 2)[0];
        return section.lines().filter(line -> line.startsWith("| `")).toList();
    }
}
