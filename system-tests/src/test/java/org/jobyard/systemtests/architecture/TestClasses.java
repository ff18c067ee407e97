package org.jobyard.systemtests.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;

/** The test classes of all modules, as compiled by this build. */
final class TestClasses implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
        return Sources.MODULES.stream()
                .map(module -> Sources.ROOT.resolve(module).resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .map(folder -> Location.of(folder.toUri()))
                .collect(Collectors.toSet());
    }
}
