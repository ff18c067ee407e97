package org.jobyard.systemtests.container;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The core as it is delivered (the libraries of the WAR, without the front and its sign-in) with the tests' beans. */
final class CoreDeployment {
    private CoreDeployment() {}

    static WebArchive create() {
        Path war = Path.of(System.getProperty("jobyard.test.launch-set"), "jobyard-web.war");
        WebArchive delivered = ShrinkWrap.create(ZipImporter.class, "jobyard.war")
                .importFrom(war.toFile())
                .as(WebArchive.class);
        return ShrinkWrap.create(WebArchive.class, "in-container.war")
                .merge(delivered, Filters.include("/WEB-INF/lib/(?!primefaces).*\\.jar"))
                .addAsLibraries(Stream.of(Assertions.class, Awaitility.class, Matcher.class, ByteBuddy.class)
                        .map(CoreDeployment::archiveOf)
                        .toArray(File[]::new))
                .addPackage(CoreDeployment.class.getPackage())
                .addAsWebInfResource(
                        new StringAsset(
                                "<beans xmlns='https://jakarta.ee/xml/ns/jakartaee' version='4.0' bean-discovery-mode='annotated'/>"),
                        "beans.xml");
    }

    /** The library that a class of ours comes from. */
    private static File archiveOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
