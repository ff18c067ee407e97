package org.jobyard.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    report.txt      | attachment; filename="report.txt"; filename*=UTF-8''report.txt
                    a/b/two words   | attachment; filename="two words"; filename*=UTF-8''two%20words
                    Größe.csv       | attachment; filename="Gr__e.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv
                    a";x="y.html    | attachment; filename="a__x__y.html"; filename*=UTF-8''a%22%3Bx%3D%22y.html
                    """)
    void namesTheFileForOldAndNewClients(String path, String header) {
        assertThat(ContentDisposition.attachment(path)).isEqualTo(header);
    }
}
