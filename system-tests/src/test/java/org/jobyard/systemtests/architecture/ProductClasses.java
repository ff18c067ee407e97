package org.jobyard.systemtests.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes of all modules that are delivered, as compiled by this build. */
final class ProductClasses implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
        return Sources.MODULES.stream()
                .map(module -> Sources.ROOT.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .map(folder -> Location.of(folder.toUri()))
                .collect(Collectors.toSet());
    }
}
