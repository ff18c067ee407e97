package org.jobyard.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.sdk.store.FolderOutputStore;
import org.jobyard.sdk.store.OutputStore;

/** Opens the output store that the settings name. */
@ApplicationScoped
public class Store {
    @Inject
    Settings settings;

    /** Fails when the store cannot be used, so that a wrong folder is found at the start. */
    public void check() {
        open();
    }

    /** The one store of this node. */
    @Produces
    @ApplicationScoped
    public OutputStore open() {
        Path root = Path.of(settings.text(Setting.OUTPUT_DIR)).toAbsolutePath();
        String group = settings.text(Setting.OUTPUT_GROUP);
        try {
            return new FolderOutputStore(root, group.isEmpty() ? Optional.empty() : Optional.of(group));
        } catch (IOException e) {
            throw new UncheckedIOException("the output store " + root + " cannot be used", e);
        }
    }
}
